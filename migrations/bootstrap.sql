-- What a service needs before its first migration: roles, its schema, the extensions. Run by the administrator for every
-- service, each time; says nothing new when repeated. {service} is replaced by the service's name.
--
--   {service}_owner   owns the schema and everything in it; nobody logs in as it; bypasses row level security, so that the
--                     SECURITY DEFINER searches and the migrations see every tenant
--   {service}_api     the gRPC handlers: reads, subject to row level security, appends through functions
--   {service}_worker  projections, relay, jobs: their batches span tenants
--
-- Roles belong to the whole cluster, so another database may hold them already.

DO $bootstrap$
DECLARE
  role record;
  f regprocedure;
BEGIN
  FOR role IN
    SELECT * FROM (VALUES
      ('{service}_owner', 'NOLOGIN BYPASSRLS'),
      ('{service}_api', 'LOGIN NOBYPASSRLS'),
      ('{service}_worker', 'LOGIN BYPASSRLS')) AS wanted (name, attributes)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role.name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I %s NOSUPERUSER NOCREATEDB NOCREATEROLE', role.name, role.attributes);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database's migration was faster
      END;
    END IF;
    IF (SELECT rolbypassrls <> (role.attributes !~ 'NOBYPASSRLS') OR rolcanlogin <> (role.attributes !~ 'NOLOGIN') FROM pg_roles WHERE rolname = role.name) THEN
      EXECUTE format('ALTER ROLE %I %s', role.name, role.attributes);
    END IF;
  END LOOP;
  -- The migrations SET ROLE to the owner; a superuser may, any other administrator has to be a member.
  IF NOT pg_has_role('{service}_owner', 'MEMBER') THEN
    EXECUTE 'GRANT {service}_owner TO CURRENT_USER';
  END IF;
  -- Lag, statements and buffers of the running system, for the operators' RPC.
  IF NOT pg_has_role('{service}_worker', 'pg_monitor', 'MEMBER') THEN
    EXECUTE 'GRANT pg_monitor TO {service}_worker';
  END IF;
  -- Sessions of people find every service's tables unqualified; the services set their own path.
  EXECUTE format('ALTER DATABASE %I SET search_path = identity, tracking, campaign, lead, content, public', current_database());
  EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
  -- Whoever may log in makes nothing of his own: a temporary table would stand before a real one, a function in public before a built-in.
  EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  -- Nor does he hold anybody up, or fill the disk: an advisory lock is whose key it has, so that any role could stop every service's readers,
  -- and use up the locks of all. Only the owners' functions take them. An administrator who is no superuser cannot take this from PUBLIC.
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
                AND (p.proname ~ '^pg_(try_)?advisory_(xact_)?lock' OR p.proname IN ('lo_creat', 'lo_create', 'lo_from_bytea')) LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
    GRANT EXECUTE ON FUNCTION pg_advisory_xact_lock(bigint), pg_advisory_xact_lock_shared(bigint) TO {service}_owner;
  END IF;
END
$bootstrap$;

CREATE SCHEMA IF NOT EXISTS {service} AUTHORIZATION {service}_owner;
GRANT USAGE ON SCHEMA {service} TO {service}_api, {service}_worker;
-- A new generation of a read table is built in a schema of its own, beside the live one.
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO {service}_owner', current_database()); END $$;

ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner IN SCHEMA {service} GRANT SELECT ON TABLES TO {service}_api;
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner IN SCHEMA {service} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service}_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner IN SCHEMA {service} GRANT SELECT ON SEQUENCES TO {service}_api;
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner IN SCHEMA {service} GRANT USAGE, SELECT ON SEQUENCES TO {service}_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner IN SCHEMA {service} GRANT EXECUTE ON FUNCTIONS TO {service}_api, {service}_worker;

-- uuid-ossp is there for parity with the source document (ids come from the programs); the other two are read by operators.
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_buffercache SCHEMA public;
