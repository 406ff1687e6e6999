import { TagsInput } from '@mantine/core';

/** Names of pipeline roles; each is saved as it is added or taken away. `*` stands for all of an owner's. */
export function PipelineRoles({
  label,
  value,
  onSave,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onSave: (roles: readonly string[]) => void;
}) {
  return <TagsInput size="xs" aria-label={label} value={[...value]} onChange={onSave} maxTags={50} />;
}
