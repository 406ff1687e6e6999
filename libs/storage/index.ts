export { startDatabase, type Database, type DatabaseConfig } from './embedded/start-database.js';
export { openStorage, type Sql, type Storage, type StorageOptions } from './open-storage.js';
export * from './schema/index.js';
