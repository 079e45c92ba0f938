DROP TABLE safeguards;
