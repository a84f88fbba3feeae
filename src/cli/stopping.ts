/** Resolves when somebody asks the process to stop: Ctrl-C, a service manager, or the end of a pipe's reader. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
