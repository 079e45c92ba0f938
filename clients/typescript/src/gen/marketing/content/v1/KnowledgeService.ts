// Original file: protos/marketing/content/v1/knowledge_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeleteDocumentRequest as _marketing_content_v1_DeleteDocumentRequest, DeleteDocumentRequest__Output as _marketing_content_v1_DeleteDocumentRequest__Output } from '../../../marketing/content/v1/DeleteDocumentRequest.ts';
import type { DeleteDocumentResponse as _marketing_content_v1_DeleteDocumentResponse, DeleteDocumentResponse__Output as _marketing_content_v1_DeleteDocumentResponse__Output } from '../../../marketing/content/v1/DeleteDocumentResponse.ts';
import type { GetDocumentRequest as _marketing_content_v1_GetDocumentRequest, GetDocumentRequest__Output as _marketing_content_v1_GetDocumentRequest__Output } from '../../../marketing/content/v1/GetDocumentRequest.ts';
import type { GetDocumentResponse as _marketing_content_v1_GetDocumentResponse, GetDocumentResponse__Output as _marketing_content_v1_GetDocumentResponse__Output } from '../../../marketing/content/v1/GetDocumentResponse.ts';
import type { GetIndexStatusRequest as _marketing_content_v1_GetIndexStatusRequest, GetIndexStatusRequest__Output as _marketing_content_v1_GetIndexStatusRequest__Output } from '../../../marketing/content/v1/GetIndexStatusRequest.ts';
import type { GetIndexStatusResponse as _marketing_content_v1_GetIndexStatusResponse, GetIndexStatusResponse__Output as _marketing_content_v1_GetIndexStatusResponse__Output } from '../../../marketing/content/v1/GetIndexStatusResponse.ts';
import type { ListDocumentsRequest as _marketing_content_v1_ListDocumentsRequest, ListDocumentsRequest__Output as _marketing_content_v1_ListDocumentsRequest__Output } from '../../../marketing/content/v1/ListDocumentsRequest.ts';
import type { ListDocumentsResponse as _marketing_content_v1_ListDocumentsResponse, ListDocumentsResponse__Output as _marketing_content_v1_ListDocumentsResponse__Output } from '../../../marketing/content/v1/ListDocumentsResponse.ts';
import type { PutDocumentRequest as _marketing_content_v1_PutDocumentRequest, PutDocumentRequest__Output as _marketing_content_v1_PutDocumentRequest__Output } from '../../../marketing/content/v1/PutDocumentRequest.ts';
import type { PutDocumentResponse as _marketing_content_v1_PutDocumentResponse, PutDocumentResponse__Output as _marketing_content_v1_PutDocumentResponse__Output } from '../../../marketing/content/v1/PutDocumentResponse.ts';
import type { RetrieveKnowledgeRequest as _marketing_content_v1_RetrieveKnowledgeRequest, RetrieveKnowledgeRequest__Output as _marketing_content_v1_RetrieveKnowledgeRequest__Output } from '../../../marketing/content/v1/RetrieveKnowledgeRequest.ts';
import type { RetrieveKnowledgeResponse as _marketing_content_v1_RetrieveKnowledgeResponse, RetrieveKnowledgeResponse__Output as _marketing_content_v1_RetrieveKnowledgeResponse__Output } from '../../../marketing/content/v1/RetrieveKnowledgeResponse.ts';

/**
 * What agents know: documents that are put here, and every published content, cut into pieces that keep their headings, searched by words and
 * by meaning together. Scopes: content:read, content:write.
 * In the index `marketing-knowledge` a piece is the vector `{content_id or document_id}#v{version}#c{chunk}` with the metadata kind ("content",
 * "document"), content_id or document_id, version, chunk, title, source, category, tags, language, last_updated (seconds since 1970), uri,
 * heading, content_type, campaign_id; what there is none of is left out.
 * Contents have the source DOCUMENT, no category, their SEO keywords as tags, and were last updated when the published version was written.
 */
export interface KnowledgeServiceClient extends grpc.Client {
  /**
   * Gone from every answer. A document that is not there (any more) is NOT_FOUND. Putting it again makes the next version.
   */
  DeleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gone from every answer. A document that is not there (any more) is NOT_FOUND. Putting it again makes the next version.
   */
  deleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  deleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  deleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  deleteDocument(argument: _marketing_content_v1_DeleteDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_DeleteDocumentResponse__Output>): grpc.ClientUnaryCall;
  
  GetDocument(argument: _marketing_content_v1_GetDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  GetDocument(argument: _marketing_content_v1_GetDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  GetDocument(argument: _marketing_content_v1_GetDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  GetDocument(argument: _marketing_content_v1_GetDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  getDocument(argument: _marketing_content_v1_GetDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  getDocument(argument: _marketing_content_v1_GetDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  getDocument(argument: _marketing_content_v1_GetDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  getDocument(argument: _marketing_content_v1_GetDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_GetDocumentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Whether a content or a document is in the vector index as it is now.
   */
  GetIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  GetIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  GetIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  GetIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Whether a content or a document is in the vector index as it is now.
   */
  getIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  getIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  getIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  getIndexStatus(argument: _marketing_content_v1_GetIndexStatusRequest, callback: grpc.requestCallback<_marketing_content_v1_GetIndexStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Last put first, without the texts themselves.
   */
  ListDocuments(argument: _marketing_content_v1_ListDocumentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  ListDocuments(argument: _marketing_content_v1_ListDocumentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  ListDocuments(argument: _marketing_content_v1_ListDocumentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  ListDocuments(argument: _marketing_content_v1_ListDocumentsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Last put first, without the texts themselves.
   */
  listDocuments(argument: _marketing_content_v1_ListDocumentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  listDocuments(argument: _marketing_content_v1_ListDocumentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  listDocuments(argument: _marketing_content_v1_ListDocumentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  listDocuments(argument: _marketing_content_v1_ListDocumentsRequest, callback: grpc.requestCallback<_marketing_content_v1_ListDocumentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A document, or a new version of it. What is equal to the newest version in text and fields changes nothing.
   */
  PutDocument(argument: _marketing_content_v1_PutDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  PutDocument(argument: _marketing_content_v1_PutDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  PutDocument(argument: _marketing_content_v1_PutDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  PutDocument(argument: _marketing_content_v1_PutDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A document, or a new version of it. What is equal to the newest version in text and fields changes nothing.
   */
  putDocument(argument: _marketing_content_v1_PutDocumentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  putDocument(argument: _marketing_content_v1_PutDocumentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  putDocument(argument: _marketing_content_v1_PutDocumentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  putDocument(argument: _marketing_content_v1_PutDocumentRequest, callback: grpc.requestCallback<_marketing_content_v1_PutDocumentResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Passages for a prompt: best first, each with its citation, within a budget of tokens. Nothing found is an empty list.
   * similarity = 0.75 * cosine similarity by meaning + 0.25 * what the words say (how much of the query is there, 0..1, rare words counting more);
   * 0 where a leg did not find it, the other alone where a leg is away. score = similarity * 0.5 ^ (age / half-life), age since last_updated. A passage that holds an exact token
   * of the query (see SEARCH_MODE_HYBRID) stands before those that do not.
   * Pieces that say nearly the same are one passage, the best; neighbouring pieces of one text are put together.
   */
  RetrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  RetrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  RetrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  RetrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Passages for a prompt: best first, each with its citation, within a budget of tokens. Nothing found is an empty list.
   * similarity = 0.75 * cosine similarity by meaning + 0.25 * what the words say (how much of the query is there, 0..1, rare words counting more);
   * 0 where a leg did not find it, the other alone where a leg is away. score = similarity * 0.5 ^ (age / half-life), age since last_updated. A passage that holds an exact token
   * of the query (see SEARCH_MODE_HYBRID) stands before those that do not.
   * Pieces that say nearly the same are one passage, the best; neighbouring pieces of one text are put together.
   */
  retrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  retrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  retrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  retrieveKnowledge(argument: _marketing_content_v1_RetrieveKnowledgeRequest, callback: grpc.requestCallback<_marketing_content_v1_RetrieveKnowledgeResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What agents know: documents that are put here, and every published content, cut into pieces that keep their headings, searched by words and
 * by meaning together. Scopes: content:read, content:write.
 * In the index `marketing-knowledge` a piece is the vector `{content_id or document_id}#v{version}#c{chunk}` with the metadata kind ("content",
 * "document"), content_id or document_id, version, chunk, title, source, category, tags, language, last_updated (seconds since 1970), uri,
 * heading, content_type, campaign_id; what there is none of is left out.
 * Contents have the source DOCUMENT, no category, their SEO keywords as tags, and were last updated when the published version was written.
 */
export interface KnowledgeServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Gone from every answer. A document that is not there (any more) is NOT_FOUND. Putting it again makes the next version.
   */
  DeleteDocument: grpc.handleUnaryCall<_marketing_content_v1_DeleteDocumentRequest__Output, _marketing_content_v1_DeleteDocumentResponse>;
  
  GetDocument: grpc.handleUnaryCall<_marketing_content_v1_GetDocumentRequest__Output, _marketing_content_v1_GetDocumentResponse>;
  
  /**
   * Whether a content or a document is in the vector index as it is now.
   */
  GetIndexStatus: grpc.handleUnaryCall<_marketing_content_v1_GetIndexStatusRequest__Output, _marketing_content_v1_GetIndexStatusResponse>;
  
  /**
   * Last put first, without the texts themselves.
   */
  ListDocuments: grpc.handleUnaryCall<_marketing_content_v1_ListDocumentsRequest__Output, _marketing_content_v1_ListDocumentsResponse>;
  
  /**
   * A document, or a new version of it. What is equal to the newest version in text and fields changes nothing.
   */
  PutDocument: grpc.handleUnaryCall<_marketing_content_v1_PutDocumentRequest__Output, _marketing_content_v1_PutDocumentResponse>;
  
  /**
   * Passages for a prompt: best first, each with its citation, within a budget of tokens. Nothing found is an empty list.
   * similarity = 0.75 * cosine similarity by meaning + 0.25 * what the words say (how much of the query is there, 0..1, rare words counting more);
   * 0 where a leg did not find it, the other alone where a leg is away. score = similarity * 0.5 ^ (age / half-life), age since last_updated. A passage that holds an exact token
   * of the query (see SEARCH_MODE_HYBRID) stands before those that do not.
   * Pieces that say nearly the same are one passage, the best; neighbouring pieces of one text are put together.
   */
  RetrieveKnowledge: grpc.handleUnaryCall<_marketing_content_v1_RetrieveKnowledgeRequest__Output, _marketing_content_v1_RetrieveKnowledgeResponse>;
  
}

export interface KnowledgeServiceDefinition extends grpc.ServiceDefinition {
  DeleteDocument: MethodDefinition<_marketing_content_v1_DeleteDocumentRequest, _marketing_content_v1_DeleteDocumentResponse, _marketing_content_v1_DeleteDocumentRequest__Output, _marketing_content_v1_DeleteDocumentResponse__Output>
  GetDocument: MethodDefinition<_marketing_content_v1_GetDocumentRequest, _marketing_content_v1_GetDocumentResponse, _marketing_content_v1_GetDocumentRequest__Output, _marketing_content_v1_GetDocumentResponse__Output>
  GetIndexStatus: MethodDefinition<_marketing_content_v1_GetIndexStatusRequest, _marketing_content_v1_GetIndexStatusResponse, _marketing_content_v1_GetIndexStatusRequest__Output, _marketing_content_v1_GetIndexStatusResponse__Output>
  ListDocuments: MethodDefinition<_marketing_content_v1_ListDocumentsRequest, _marketing_content_v1_ListDocumentsResponse, _marketing_content_v1_ListDocumentsRequest__Output, _marketing_content_v1_ListDocumentsResponse__Output>
  PutDocument: MethodDefinition<_marketing_content_v1_PutDocumentRequest, _marketing_content_v1_PutDocumentResponse, _marketing_content_v1_PutDocumentRequest__Output, _marketing_content_v1_PutDocumentResponse__Output>
  RetrieveKnowledge: MethodDefinition<_marketing_content_v1_RetrieveKnowledgeRequest, _marketing_content_v1_RetrieveKnowledgeResponse, _marketing_content_v1_RetrieveKnowledgeRequest__Output, _marketing_content_v1_RetrieveKnowledgeResponse__Output>
}
