import type { Problem, Json } from '#kernel';
import type { Definition } from '#pipeline';
export async function readXStateFile(_f: string): Promise<{ document: Json; lost: readonly Problem[]; problems: readonly Problem[]; definition: Definition | null }> { throw new Error('not yet'); }
