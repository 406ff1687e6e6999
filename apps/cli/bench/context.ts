export interface BenchContext {
  readonly quick: boolean;
}
