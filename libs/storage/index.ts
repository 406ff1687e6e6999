export { startDatabase, type Database, type DatabaseConfig } from './embedded/start-database.js';
export { feedEnd, readFeed, type FeedPage, type FeedRow } from './feed.js';
export { openStorage, type Sql, type Storage, type StorageOptions } from './open-storage.js';
export { PgRunStore } from './run-store/pg-run-store.js';
export { PgScheduleStore } from './run-store/pg-schedule-store.js';
export * from './schema/index.js';
