interface ListTarget {
  readonly to: '/records/$object';
  readonly params: { readonly object: string };
  readonly search: { readonly filter?: string; readonly pipeline?: string };
}
interface RecordTarget {
  readonly to: '/records/$object/$id';
  readonly params: { readonly object: string; readonly id: string };
}
interface BehindTarget {
  readonly to: '/insights/behind';
  readonly search: { readonly of: string; readonly title: string; readonly ask: string };
}

/** Where a number leads: to the records behind it. */
export type Target = ListTarget | RecordTarget | BehindTarget;

/** The list of an object's records, narrowed by a filter text. */
export const recordsOf = (object: string, filter: string | null, pipeline?: string | null): Target => ({
  to: '/records/$object',
  params: { object },
  search: { ...(filter ? { filter } : {}), ...(pipeline ? { pipeline } : {}) },
});

export const recordAt = (object: string, id: string): Target => ({ to: '/records/$object/$id', params: { object, id } });
