import type { WorkspaceId } from '#kernel';
import type { CompiledPipeline, DueTimes } from '#pipeline';
import type { Pipelines } from '../ports.js';

/** Published versions in memory; the same in every workspace. */
export class MemoryPipelines implements Pipelines {
  readonly #compiled = new Map<string, CompiledPipeline>();
  readonly #current = new Map<string, { readonly version: number; readonly rulesRevision: number }>();

  constructor(private readonly dueTimes: DueTimes) {}

  /** Adds a version with its rules revision and makes it the current one. */
  publish(compiled: CompiledPipeline): void {
    const { definition, version, rulesRevision } = compiled;
    this.#compiled.set(name(definition.key, version, rulesRevision), compiled);
    this.#current.set(definition.key, { version, rulesRevision });
  }

  /** As `compiled`, at once; throws when there is no such version. */
  get(pipeline: string, version: number, rulesRevision: number): CompiledPipeline {
    const compiled = this.#compiled.get(name(pipeline, version, rulesRevision));
    if (!compiled) throw new Error(`no version ${version} (rules ${rulesRevision}) of ${pipeline}`);
    return compiled;
  }

  async compiled(_workspace: WorkspaceId, pipeline: string, version: number, rulesRevision: number): Promise<CompiledPipeline> {
    return this.get(pipeline, version, rulesRevision);
  }
  async current(_workspace: WorkspaceId, pipeline: string): Promise<{ readonly version: number; readonly rulesRevision: number } | null> {
    return this.#current.get(pipeline) ?? null;
  }
  async times(): Promise<DueTimes> {
    return this.dueTimes;
  }
}

const name = (pipeline: string, version: number, rulesRevision: number): string => `${pipeline}\n${version}\n${rulesRevision}`;
