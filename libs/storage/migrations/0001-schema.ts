import { Migration } from '@mikro-orm/migrations';
import { guards } from './0001-guards.js';
import { indexes } from './0001-indexes.js';
import { tables } from './0001-tables.js';

/** The schema of the first release. */
export class Migration0001Schema extends Migration {
  override up(): void {
    for (const sql of [...tables, ...indexes, ...guards]) this.addSql(sql);
  }
}
