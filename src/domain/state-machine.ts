/** One row of a machine: an act, by whom, from where to where. SAME records and does not move. */
export interface Step<Act, Actor, Status> {
  readonly act: Act;
  readonly by: readonly Actor[];
  readonly from: readonly Status[];
  readonly to: Status | "SAME";
}

/** What a table of steps allows; what is not in it cannot happen. */
export interface StateMachine<Act, Actor, Status> {
  /** Where an act leads; null if it cannot be done there, or not by them. */
  statusAfter(from: Status, act: Act, by: Actor): Status | null;
  /** Where they can bring it from here, in the order of the table. */
  statusesFrom(from: Status, by: Actor): Status[];
  /** What they can do from here, in the order of the table. */
  actsFrom(from: Status, by: Actor): Act[];
}

export function stateMachine<Act, Actor, Status>(
  steps: readonly Step<Act, Actor, Status>[],
): StateMachine<Act, Actor, Status> {
  const stepsFrom = (from: Status, by: Actor) =>
    steps.filter((step) => step.by.includes(by) && step.from.includes(from));
  return {
    statusAfter(from, act, by) {
      const step = stepsFrom(from, by).find((one) => one.act === act);
      if (step === undefined) return null;
      return step.to === "SAME" ? from : step.to;
    },
    statusesFrom: (from, by) => [
      ...new Set(stepsFrom(from, by).flatMap(({ to }) => (to === "SAME" ? [] : [to]))),
    ],
    actsFrom: (from, by) => [...new Set(stepsFrom(from, by).map(({ act }) => act))],
  };
}
