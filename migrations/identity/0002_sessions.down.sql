DROP TABLE session_state, sessions;
