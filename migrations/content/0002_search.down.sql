DROP FUNCTION find_content_by_metadata, search_content, content_languages;
