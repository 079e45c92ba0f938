DROP FUNCTION search_knowledge, knowledge_passing, knowledge_languages;
DROP TABLE knowledge_chunks, knowledge_entries;
