DROP FUNCTION tenant_months;
DROP TABLE row_ages;
