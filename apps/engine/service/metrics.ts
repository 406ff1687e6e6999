import type { Runtime } from '#runtime';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process: Node's own, requests by route, and the runtime's counters. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(runtime: Pick<Runtime, 'metrics'>) {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'millrace_http_request_seconds',
      help: 'Time to answer a request, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [this.registry],
    });
    const counters = new Gauge({
      name: 'millrace_runtime',
      help: 'Counters of the committer and the worker since the start',
      labelNames: ['part', 'counter'],
      registers: [this.registry],
      collect: () => {
        for (const [part, values] of Object.entries(runtime.metrics())) {
          for (const [counter, value] of Object.entries(values as object)) if (typeof value === 'number') counters.set({ part, counter }, value);
        }
      },
    });
  }

  /** `route` is the pattern, never the address: names stay few and hold no ids. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  expose(): Promise<string> {
    return this.registry.metrics();
  }
}
