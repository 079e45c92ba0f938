DROP TABLE segment_leads, segment_due, segment_touches, segment_members, segment_counts, segment_meters, segment_rules, segment_history, segments;
