import type { ValueFits } from '#customers';
import type { WorkspaceId } from '#kernel';
import type { Sql } from '../open-storage.js';

/** The fit of the model of customer value on PostgreSQL: the shipped one's, else the first of another that people made. */
export class PgValueFits implements ValueFits {
  constructor(private readonly sql: Sql) {}

  async of(workspace: WorkspaceId): ReturnType<ValueFits['of']> {
    const [row] = await this.sql<NonNullable<Awaited<ReturnType<ValueFits['of']>>>>(
      // By what the model was made for, not by what it learned: that would be read whole of every model there is.
      `select m.key as model, v.fitted->'purchases' as purchases, v.fitted->'spending' as spending, v.version, v.trained_at as "trainedAt"
         from models m join model_versions v on v.workspace_id = m.workspace_id and v.model = m.key and v.version = m.active_version
         where m.workspace_id = $1::uuid and m.definition->>'kind' = 'clv' order by m.key <> 'account-value', m.key limit 1`,
      [workspace],
    );
    return row ?? null;
  }
}
