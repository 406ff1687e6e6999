export const migrationNames = [
  '0001-schema',
  '0002-work-by-kind',
  '0003-views',
  '0004-import-undo',
  '0005-models',
  '0006-segments',
  '0007-reports',
  '0008-notification-reads',
  '0009-record-deletions',
  '0010-record-edits',
  '0011-model-watch',
  '0012-merges',
] as const;
