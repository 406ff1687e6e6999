/** Names of all migrations in order, apart from their code: a start on an up-to-date database loads nothing else. */
export const migrationNames = ['0001-schema'] as const;
