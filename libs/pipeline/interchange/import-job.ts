import { isJsonObject, pointer, type Json, type JsonObject, type JsonPointer, type Problem } from '#kernel';
import { LostList } from './lost.js';
import { ImportedVars } from './xstate-names.js';
import { XStateTree, type XStateNode } from './xstate-tree.js';

/** What the parts of one import share. */
export class ImportJob {
  readonly lost = new LostList();
  readonly vars = new ImportedVars(this.lost);
  readonly problems: Problem[] = [];
  readonly tree: XStateTree;
  /** The machine uses words that only XState 4 has. */
  readonly isVersion4: boolean;

  constructor(readonly machine: JsonObject) {
    this.tree = new XStateTree(machine, this.lost);
    this.isVersion4 = this.tree.all().some(({ config }) => speaksVersion4(config));
  }

  problem(code: string, at: JsonPointer, en: string, zh: string): void {
    this.problems.push({ code, at, text: { en, 'zh-CN': zh } });
  }

  unknownMembers(config: JsonObject, known: ReadonlySet<string>, at: JsonPointer): void {
    for (const key of Object.keys(config))
      if (!known.has(key))
        this.lost.add('member.unknown', pointer(at, key), `"${key.slice(0, 80)}" has no counterpart.`, `“${key.slice(0, 80)}”没有对应的内容。`);
  }

  /** Whether the state with this id lies within `outer`. */
  isInside(id: string, outer: XStateNode): boolean {
    for (let node = this.tree.all().find((n) => n.id === id)?.parent ?? null; node; node = node.parent) if (node === outer) return true;
    return false;
  }

  /** Ids of the states that entering a node enters first. */
  initialIds(node: XStateNode): string[] {
    const given = node.config['initial'];
    const named = isJsonObject(given ?? null) ? (given as JsonObject)['target'] : given;
    const first = (Array.isArray(named) ? (named as readonly Json[]) : [named]).flatMap((name) => {
      if (typeof name !== 'string') return [];
      const found = name.startsWith('#') ? this.tree.find(node, name) : this.tree.findBelow(node, name.replace(/^\./, ''));
      return found ? [found.id] : [];
    });
    return first;
  }

  /** The value of the machine at a pointer of ours; undefined when there is none. */
  valueAt(at: JsonPointer): Json | undefined {
    let value: Json | undefined = this.machine;
    for (const key of at
      .split('/')
      .slice(1)
      .map((k) => k.replace(/~1/g, '/').replace(/~0/g, '~'))) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Readonly<Record<string, Json>>)[key];
    }
    return value;
  }
}

function speaksVersion4({ on, always, activities }: JsonObject): boolean {
  if (activities !== undefined) return true;
  const lists = [always, ...(isJsonObject(on ?? null) ? Object.values(on as JsonObject) : [])];
  return lists.flat().some((t) => t !== undefined && isJsonObject(t) && (t['cond'] !== undefined || t['internal'] !== undefined));
}
