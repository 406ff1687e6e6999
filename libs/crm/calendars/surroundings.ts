import type { WorkspaceId } from '#kernel';
import type { FieldDefinition, StepCatalogue } from '#pipeline';
import type { FieldRegistry } from '../fields/registry.js';
import type { Calendars } from './calendars.js';
import type { DueTimes } from '#calendar';

/** What pipelines of a workspace stand in, but for other pipelines; the runtime library's `SurroundingsSource`. */
export class WorkspaceSurroundings {
  private readonly zones = new Map<WorkspaceId, string>();

  constructor(
    private readonly registry: FieldRegistry,
    private readonly calendars: Calendars,
    private readonly steps: StepCatalogue,
    private readonly zoneOf: (workspace: WorkspaceId) => Promise<string>,
  ) {}

  async load(
    workspace: WorkspaceId,
  ): Promise<{ readonly steps: StepCatalogue; fieldsOf(object: string): Readonly<Record<string, FieldDefinition>> | null; hasCalendar(key: string): boolean }> {
    const [fields, calendars] = await Promise.all([this.registry.of(workspace), this.calendars.keys(workspace)]);
    return { steps: this.steps, fieldsOf: (object) => fields.fieldsOf(object), hasCalendar: (key) => calendars.has(key) };
  }

  fieldsNow(workspace: WorkspaceId): Promise<unknown> {
    return this.registry.of(workspace);
  }

  /** `zone` null = the workspace's. */
  async times(workspace: WorkspaceId, zone: string | null): Promise<DueTimes> {
    return this.calendars.times(workspace, zone ?? (await this.ownZone(workspace)));
  }

  /** A pipeline was published: its fields count from now on. */
  changed(workspace: WorkspaceId): void {
    this.registry.forget(workspace);
  }

  /** A workspace gets its zone when it is made and keeps it, so that no batch has to ask again. */
  private async ownZone(workspace: WorkspaceId): Promise<string> {
    const known = this.zones.get(workspace);
    if (known !== undefined) return known;
    const zone = await this.zoneOf(workspace);
    this.zones.set(workspace, zone);
    return zone;
  }
}
