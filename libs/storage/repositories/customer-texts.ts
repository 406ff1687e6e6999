import type { DuplicateObject, KnowledgeRow, TextObject, TextReads, TextRow } from '#customers';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';
import { fieldSql } from './records-columns.js';
import { recordsStampSql } from './records-stamp.js';

/** The score of a feedback from 0 to 10, whatever its question's scale: satisfaction goes from 1 to 5, effort from 1 to 7. */
const FEEDBACK_SCORE = `(case r.fields->>'kind' when 'csat' then (${fieldSql('r', 'score', 'number')} - 1) * 10 / 4
  when 'ces' then (${fieldSql('r', 'score', 'number')} - 1) * 10 / 6 else ${fieldSql('r', 'score', 'number')} end)`;

/** Where the text, its class and its score stand. */
const TEXTS = {
  ticket: {
    name: `r.fields->>'subject'`,
    text: `concat_ws(E'\\n', r.fields->>'subject', r.fields->>'description')`,
    label: `r.fields->>'category'`,
    score: fieldSql('r', 'satisfaction', 'number'),
  },
  feedback: { name: `r.fields->>'name'`, text: `r.fields->>'comment'`, label: `r.fields->>'kind'`, score: FEEDBACK_SCORE },
} as const;
/** Of one text as much as this is read. */
const MOST_CHARACTERS = 8000;

/** Tickets, feedback, articles and product names on PostgreSQL. */
export class PgTextReads implements TextReads {
  constructor(private readonly sql: Sql) {}

  async stamp(workspace: WorkspaceId): Promise<string> {
    const [row] = await this.sql<{ stamp: string }>(`select ${recordsStampSql(['ticket', 'feedback', 'article', 'product'])} as stamp`, [workspace]);
    return row?.stamp ?? '';
  }

  async texts(workspace: WorkspaceId, object: TextObject, { from, to, most }: Parameters<TextReads['texts']>[2]): Promise<readonly TextRow[]> {
    const { name, text, label, score } = TEXTS[object];
    return this.sql<TextRow>(
      `select r.id, ${name} as name, left(${text}, ${MOST_CHARACTERS}) as text, nullif(${label}, '') as label,
         (${score})::float8 as score, r.created_at as at from records r
         where r.workspace_id = $1::uuid and r.object = '${object}' and r.deleted_at is null and btrim(coalesce(${text}, '')) <> ''
           and ($2::timestamptz is null or r.created_at >= $2::timestamptz) and ($3::timestamptz is null or r.created_at < $3::timestamptz)
         order by r.created_at desc, r.id limit $4::int`,
      [workspace, from, to, most],
    );
  }

  async knowledge(workspace: WorkspaceId, most: number): Promise<readonly KnowledgeRow[]> {
    return this.sql<KnowledgeRow>(
      `(select 'article' as object, r.id, r.fields->>'title' as title, concat_ws(E'\\n', r.fields->>'title', r.fields->>'title', left(r.fields->>'body', ${MOST_CHARACTERS})) as text,
          r.fields->>'body' as answer from records r where r.workspace_id = $1::uuid and r.object = 'article' and r.deleted_at is null
          and r.fields->>'status' = 'published' and btrim(coalesce(r.fields->>'body', '')) <> '' order by r.updated_at desc, r.id limit $2::int)
       union all
       (select 'ticket', r.id, r.fields->>'subject', left(${TEXTS.ticket.text}, ${MOST_CHARACTERS}), r.fields->>'resolution'
          from records r where r.workspace_id = $1::uuid and r.object = 'ticket' and r.deleted_at is null
          and btrim(coalesce(r.fields->>'resolution', '')) <> '' order by r.updated_at desc, r.id limit $2::int)`,
      [workspace, most],
    );
  }

  async ticket(workspace: WorkspaceId, id: string): Promise<{ readonly text: string } | null> {
    const [row] = await this.sql<{ text: string }>(
      `select ${TEXTS.ticket.text} as text from records r where r.workspace_id = $1::uuid and r.id = $2::uuid and r.object = 'ticket' and r.deleted_at is null`,
      [workspace, id],
    );
    return row ?? null;
  }

  async fieldsStamp(workspace: WorkspaceId, object: DuplicateObject): Promise<string> {
    // A sample that is removed leaves no moment behind, and what is told of the past has an old one: records and their versions are counted as well.
    const [row] = await this.sql<{ stamp: string }>(
      `select concat_ws(' ', ${recordsStampSql([object])}, count(*), sum(version)) as stamp from records
         where workspace_id = $1::uuid and object = $2 and deleted_at is null`,
      [workspace, object],
    );
    return row?.stamp ?? '';
  }

  async productNames(workspace: WorkspaceId, most: number): Promise<readonly string[]> {
    const rows = await this.sql<{ name: string }>(
      `select r.fields->>'name' as name from records r where r.workspace_id = $1::uuid and r.object = 'product' and r.deleted_at is null
         and btrim(coalesce(r.fields->>'name', '')) <> '' order by (r.fields->>'active' = 'false'), r.updated_at desc, r.id limit $2::int`,
      [workspace, most],
    );
    return rows.map(({ name }) => name);
  }

  async fields(workspace: WorkspaceId, object: DuplicateObject, fields: readonly string[], most: number): ReturnType<TextReads['fields']> {
    return this.sql<{ id: string; values: Record<string, string | null> }>(
      `select r.id, (select coalesce(jsonb_object_agg(f.name, r.fields->>f.name), '{}') from unnest($3::text[]) f(name)) as values
         from records r where r.workspace_id = $1::uuid and r.object = $2 and r.deleted_at is null order by r.id limit $4::int`,
      [workspace, object, fields, most],
    );
  }
}
