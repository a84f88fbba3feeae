/** The little of autocannon that the benchmarks use; the package brings no types. */
declare module "autocannon" {
  export interface LoadRequest {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }

  export interface LoadClient {
    setRequests(requests: LoadRequest[]): void;
  }

  export interface LoadOptions {
    readonly url: string;
    readonly connections: number;
    /** Seconds; without an amount. */
    readonly duration?: number;
    /** How many requests in all, shared out evenly among the connections. */
    readonly amount?: number;
    readonly sampleInt: number;
    readonly timeout: number;
    readonly setupClient: (client: LoadClient) => void;
    /** False counts the answer as a mismatch. */
    readonly verifyBody?: (body: string) => boolean;
  }

  export interface LoadResult {
    readonly "2xx": number;
    readonly non2xx: number;
    readonly errors: number;
    readonly mismatches: number;
  }

  export interface LoadTracker extends PromiseLike<LoadResult> {
    on(
      event: "response",
      listener: (client: LoadClient, status: number, bytes: number, milliseconds: number) => void,
    ): this;
    on(event: "start", listener: () => void): this;
  }

  export default function autocannon(options: LoadOptions): LoadTracker;
}
