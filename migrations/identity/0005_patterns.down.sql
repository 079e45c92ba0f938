DROP TABLE pattern_state, behaviour_days, pattern_actions, user_patterns;
