/**
 * The SQL of a text that changes whenever a record of these objects is written, deleted or taken back; $1 is the workspace.
 * Two looks into an index an object, whatever there is.
 */
export function recordsStampSql(objects: readonly string[]): string {
  const newest = (object: string): string[] => [
    `(select max(updated_at) from records where workspace_id = $1::uuid and object = '${object}' and deleted_at is null)`,
    `(select max(deleted_at) from records where workspace_id = $1::uuid and object = '${object}' and deleted_at is not null)`,
  ];
  // A missing moment leaves its place, so that no two of them are taken for each other.
  const places = objects.flatMap(newest).map((moment) => `coalesce(${moment}::text, '-')`);
  return `concat_ws(' ', ${places.join(', ')})`;
}
