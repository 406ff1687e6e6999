import type { Observer } from '#runtime';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineConfig } from '../config/config.js';
import type { Turns } from '../http/turns.js';
import { metricsObserver } from './metrics-observer.js';
import { processGauges, turnGauges, type Watched } from './metrics-process.js';
import { StoreGauges } from './metrics-store.js';

/**
 * Prometheus metrics: Node's own, requests by route, and everything the durable loop tells. Few labels, no ids, base
 * units. docs/operations.md says what each means and when to worry.
 */
export class Metrics {
  readonly observer: Observer;
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly chores: Counter<'chore' | 'result'>;
  private store: StoreGauges | null = null;

  constructor(facts: { readonly version: string; readonly role: EngineConfig['role'] }) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'millrace_http_request_seconds',
      help: 'Time to answer a request, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    this.chores = new Counter({ name: 'millrace_chores_total', help: 'Chores of housekeeping by how they ended', labelNames: ['chore', 'result'], registers });
    const labels = { version: facts.version, node: process.version, role: facts.role };
    new Gauge({ name: 'millrace_build_info', help: 'What runs here; always 1', labelNames: ['version', 'node', 'role'], registers }).set(labels, 1);
    this.observer = metricsObserver(this.registry);
  }

  /** From now on the parts are asked at each scrape. */
  watch(parts: Watched): void {
    processGauges(this.registry, parts);
    this.store = new StoreGauges(this.registry, parts.operatorReads);
  }

  /** From now on the turns at the door are asked at each scrape. */
  watchTurns(turns: Pick<Turns, 'load'>): void {
    turnGauges(this.registry, turns);
  }

  /** `route` is the pattern, never the address: names stay few and hold no ids. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  chore(chore: string, result: 'done' | 'failed'): void {
    this.chores.inc({ chore, result });
  }

  /** The text format 0.0.4. Never fails because the database is away: its numbers are left out then. */
  async expose(): Promise<string> {
    await this.store?.refresh();
    return this.registry.metrics();
  }
}
