import { Migration } from '@mikro-orm/migrations';

/** Finds the newest messages sent to other systems without a look at all other work. */
export const sentWebhooks: readonly string[] = [
  `create index effects_webhooks on effects (workspace_id, created_at desc, id desc) where effect->>'step' = 'webhook.send'`,
];

export class Migration0014SentWebhooks extends Migration {
  override up(): void {
    for (const sql of sentWebhooks) this.addSql(sql);
  }
}
