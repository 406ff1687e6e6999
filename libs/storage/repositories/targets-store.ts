import type { WorkspaceId } from '#kernel';
import type { Target, TargetStore } from '#reports';
import type { Sql } from '../open-storage.js';

const COLUMNS = `field as by, nullif(who, '') as who, month, amount, currency, updated_at as "updatedAt"`;

/** Sales targets on PostgreSQL. */
export class PgTargetStore implements TargetStore {
  constructor(private readonly sql: Sql) {}

  list(workspace: WorkspaceId, { by, from, to, currency }: Parameters<TargetStore['list']>[1]): Promise<readonly Target[]> {
    return this.sql<Target>(
      `select ${COLUMNS} from sales_targets where workspace_id = $1::uuid and ($2::text is null or field = $2) and ($3::text is null or month >= $3)
         and ($4::text is null or month <= $4) and ($5::text is null or currency = $5) order by month, field, who limit 5000`,
      [workspace, by, from, to, currency],
    );
  }

  async put(workspace: WorkspaceId, { by, who, month, amount, currency }: Omit<Target, 'updatedAt'>): Promise<Target> {
    const [row] = await this.sql<Target>(
      `insert into sales_targets (workspace_id, field, who, month, amount, currency, updated_at) values ($1::uuid, $2, $3, $4, $5, $6, now())
         on conflict (workspace_id, field, who, month) do update set amount = excluded.amount, currency = excluded.currency, updated_at = now(), origin = null
         returning ${COLUMNS}`,
      [workspace, by, who ?? '', month, amount, currency],
    );
    return row as Target;
  }

  async remove(workspace: WorkspaceId, { by, who, month }: Parameters<TargetStore['remove']>[1]): Promise<boolean> {
    const gone = await this.sql(`delete from sales_targets where workspace_id = $1::uuid and field = $2 and who = $3 and month = $4 returning month`, [
      workspace,
      by,
      who ?? '',
      month,
    ]);
    return gone.length > 0;
  }
}
