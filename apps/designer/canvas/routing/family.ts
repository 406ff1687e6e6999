/** Who lies inside whom. One for each shape of the document: a new object says that the nesting changed. */
export class Family {
  private readonly outer = new Map<string, ReadonlySet<string>>();

  /** `parents`: the box around each; `null` on the top level. */
  constructor(private readonly parents: ReadonlyMap<string, string | null>) {}

  /** All that lie around, from inside out. */
  around(id: string): ReadonlySet<string> {
    const known = this.outer.get(id);
    if (known) return known;
    const set = new Set<string>();
    for (let at = this.parents.get(id) ?? null; at !== null; at = this.parents.get(at) ?? null) set.add(at);
    this.outer.set(id, set);
    return set;
  }

  isWithin(inner: string, outer: string): boolean {
    return this.around(inner).has(outer);
  }

  /** True for a box that a line between the two must go around: the outermost that holds neither. */
  isInTheWay(id: string, source: string, target: string): boolean {
    if (id === source || id === target || this.isWithin(source, id) || this.isWithin(target, id)) return false;
    const parent = this.parents.get(id) ?? null;
    return parent === null || this.isOpen(parent, source, target);
  }

  private isOpen(parent: string, source: string, target: string): boolean {
    if (parent === source) return this.isWithin(target, source);
    if (parent === target) return this.isWithin(source, target);
    return this.isWithin(source, parent) || this.isWithin(target, parent);
  }
}
