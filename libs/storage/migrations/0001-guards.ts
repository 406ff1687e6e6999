/**
 * What the database itself refuses, whoever asks: published versions, rule revisions and history never change, and the
 * audit chain only grows. Removing a sample is the one exception: it names its workspace in `millrace.removing` for
 * the length of its transaction (`set_config('millrace.removing', <workspace id>, true)`); audit has no exception.
 */
export const guards = [
  // The highest position given out so far.
  `create function journal_end() returns bigint language sql volatile as $$
     select case when is_called then last_value else last_value - 1 end from journal_position
   $$`,
  // Whoever writes journal rows first tells the readers of the feed, until its transaction ends, above which position
  // its rows will be. The tag in the upper 16 bits keeps these locks apart from others.
  `create function announce_journal() returns bigint language plpgsql volatile as $$
   declare
     below bigint := journal_end();
   begin
     perform pg_advisory_xact_lock_shared((19790::bigint << 48) | below);
     return below;
   end $$`,
  // Up to which position no row can appear any more: what was given out, less what is still being written. The order
  // matters: a writer who announces after the end was read gets positions above it.
  `create function journal_settled() returns bigint language plpgsql volatile as $$
   declare
     settled bigint := journal_end();
   begin
     return least(settled, (
       select min(((l.classid::bigint << 32) | l.objid::bigint) & ((1::bigint << 48) - 1)) from pg_locks l
       where l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 16 = 19790
         and l.database = (select d.oid from pg_database d where d.datname = current_database())
     ));
   end $$`,

  // Ends the transaction when a write did not reach every row it was meant for: another writer was faster.
  `create function expect_rows(written bigint, expected bigint, what text) returns void language plpgsql as $$
   begin
     if written <> expected then
       raise exception '% of % rows of % written: another writer was faster', written, expected, what using errcode = 'MR409';
     end if;
   end $$`,

  `create function refuse_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' and current_setting('millrace.removing', true) = old.workspace_id::text then
       return old;
     end if;
     raise exception '% of % is refused: it is immutable', tg_op, tg_table_name using errcode = 'MR001';
   end $$`,
  `create trigger pipeline_versions_immutable before update or delete on pipeline_versions
   for each row execute function refuse_change()`,
  `create trigger rule_revisions_immutable before update or delete on rule_revisions
   for each row execute function refuse_change()`,
  `create trigger journal_immutable before delete or update of workspace_id, run_id, seq, entry, source, key, occurred_at, recorded_at on journal
   for each row execute function refuse_change()`,

  `create function refuse_audit_change() returns trigger language plpgsql as $$
   begin
     raise exception '% of audit is refused: it only grows', tg_op using errcode = 'MR001';
   end $$`,
  `create trigger audit_append_only before update or delete on audit for each row execute function refuse_audit_change()`,
  `create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_audit_change()`,

  // The hash covers the previous hash and every value, as one JSON array so that nothing can be shifted between values.
  `create function audit_hash(previous text, workspace uuid, seq bigint, at timestamptz, actor jsonb, action text, target text, detail jsonb)
   returns text language sql stable as $$
     select encode(sha256(convert_to(jsonb_build_array(previous, workspace, seq,
       to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor, action, target, detail)::text, 'UTF8')), 'hex')
   $$`,
  // One writer a workspace at a time: the advisory lock is held to the end of the transaction.
  `create function audit_append(workspace uuid, at timestamptz, actor jsonb, action text, target text, detail jsonb)
   returns bigint language plpgsql as $$
   declare
     previous_seq bigint;
     previous text;
   begin
     perform pg_advisory_xact_lock(hashtextextended('millrace.audit.' || workspace::text, 0));
     select a.seq, a.hash into previous_seq, previous from audit a
       where a.workspace_id = workspace order by a.seq desc limit 1;
     previous_seq := coalesce(previous_seq, 0);
     previous := coalesce(previous, '');
     insert into audit (workspace_id, seq, at, actor, action, target, detail, previous_hash, hash)
     values (workspace, previous_seq + 1, at::timestamptz(3), actor, action, target, detail, previous,
       audit_hash(previous, workspace, previous_seq + 1, at::timestamptz(3), actor, action, target, detail));
     return previous_seq + 1;
   end $$`,
  // The first seq that was changed, removed or reordered; null when the chain holds.
  `create function audit_verify(workspace uuid) returns bigint language sql stable as $$
     select min(c.expected_seq) from (
       select a.*, row_number() over (order by a.seq) as expected_seq, lag(a.hash, 1, '') over (order by a.seq) as expected_previous
       from audit a where a.workspace_id = workspace
     ) c
     where c.seq <> c.expected_seq or c.previous_hash <> c.expected_previous
       or c.hash <> audit_hash(c.previous_hash, c.workspace_id, c.seq, c.at, c.actor, c.action, c.target, c.detail)
   $$`,
] as const;
