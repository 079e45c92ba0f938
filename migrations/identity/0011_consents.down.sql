DROP TABLE suppressions, consent_history, consents;
