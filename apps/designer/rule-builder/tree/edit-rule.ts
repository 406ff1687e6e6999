import type { RuleGroup, RuleNode } from './rule-tree.js';

/** Where a part stands: indexes from the outermost group inwards; `[]` is that group itself. */
export type PartPath = readonly number[];

/** The tree with one part exchanged, or taken away with `null`; groups left empty go too. */
export function withPart(root: RuleGroup, path: PartPath, part: RuleNode | null): RuleGroup {
  const [index, ...rest] = path;
  if (index === undefined) return part?.kind === 'group' ? part : root;
  const inner = root.parts[index];
  const next = rest.length === 0 ? part : inner?.kind === 'group' ? shrunk(withPart(inner, rest, part)) : (inner ?? null);
  return { ...root, parts: next === null ? root.parts.toSpliced(index, 1) : root.parts.with(index, next) };
}

const shrunk = (group: RuleGroup): RuleGroup | null => (group.parts.length > 0 ? group : null);

/** The tree with a part added at the end of the group at `path`. */
export function withAdded(root: RuleGroup, path: PartPath, part: RuleNode): RuleGroup {
  const group = path.reduce<RuleNode | undefined>((at, index) => (at?.kind === 'group' ? at.parts[index] : undefined), root);
  return group?.kind === 'group' ? withPart(root, path, { ...group, parts: [...group.parts, part] }) : root;
}
