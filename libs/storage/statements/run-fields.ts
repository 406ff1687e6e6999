/** The members of a run as the committer sends it. */
export const runFields = `id uuid, record_id uuid, pipeline text, version int, rules_revision int, seq int, stage text,
    outcome text, configuration text[], snapshot jsonb, before jsonb, started_at timestamptz, ended_at timestamptz,
    updated_at timestamptz, origin text, expected_seq int`;
