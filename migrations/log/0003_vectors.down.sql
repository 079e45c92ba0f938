DROP TABLE vector_requests, embeddings, vector_synced, vector_generations, vector_items, vector_entities;
