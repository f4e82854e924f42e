export const profileNames = ["smoke", "quick", "full"] as const;
export type ProfileName = (typeof profileNames)[number];

/** How thoroughly the cases of a run are measured. All times are milliseconds. */
export type Profile = {
  /** Fresh processes per case. An interval needs at least 3, and more to be narrow. */
  readonly forks: number;
  /** The same where the scenario is one of a suite: what its time is worth more for goes by the intervals of these. */
  readonly suiteForks: number;
  /** Fresh processes of a case that is only counted or checked: another one counts the same. */
  readonly countForks: number;
  /** Fresh processes of a case that goes on for long. A drift takes three that agree. */
  readonly sustainedForks: number;
  /** A case whose interval has a target in it, or is wide, gets up to so many, while time is left. */
  readonly mostForks: number;
  /** An interval that reaches no further from its median than this share is narrow enough. */
  readonly precision: number;
  /** What all forks of a run may take, for each of its cases. Every case has its `forks`, whatever they take. */
  readonly caseBudget: number;
  /** The same where the scenario is one of a suite. For all cases of the suite it comes to the suite's time. */
  readonly suiteShare: number;
  /** Whether the objects are counted that the work makes, which takes another round. A few forks of a case suffice. */
  readonly countsObjects: boolean;
  /** Milliseconds of a batch that is repeated to see whether it makes objects, and how many bytes of them once it does. */
  readonly counting: { readonly whether: number; readonly howMuch: number };
  /** Whether times are looked at. Otherwise forks need not keep out of each other's way. */
  readonly timesCount: boolean;
  /** Time that a case may sample in one fork, once it has its minimum of samples. */
  readonly budget: number;
  /**
   * Time beyond that in which a fork may go on until it has enough samples for which no neighbour shared the processor. Its
   * samples are there already then, so this is cheaper than another fork.
   */
  readonly quietBudget: number;
  /** benchmark.js repeats a batch until one sample has taken this long. */
  readonly cycle: number;
  /** Samples that benchmark.js takes at least. */
  readonly minimumSamples: number;
  /**
   * Milliseconds that a phase or batch runs without getting faster before it counts as compiled, and the most that rounds of
   * all phases may take until then. Neither counts towards the budget.
   */
  readonly warmUp: { readonly patience: number; readonly most: number };
  /** Rounds through all phases and sizes at least. */
  readonly minimumRounds: number;
  /** Time that a sustained case goes on in one fork, once it has its minimum of batches. */
  readonly sustainedBudget: number;
  /** Whether every question is to be answered: a sustained case then has as many batches as that takes. */
  readonly answers: boolean;
  /** A fork that runs longer than this hangs. */
  readonly timeout: number;
};

/**
 * `smoke` asks whether every case runs and is correct, `quick` answers a developer's question, `full` makes a
 * report that others may rely on.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: {
    forks: 1,
    suiteForks: 1,
    countForks: 1,
    sustainedForks: 1,
    mostForks: 1,
    precision: 1,
    caseBudget: 0,
    suiteShare: 0,
    timesCount: false,
    countsObjects: true,
    counting: { whether: 0, howMuch: 0 },
    budget: 10,
    quietBudget: 0,
    cycle: 1,
    minimumSamples: 3,
    warmUp: { patience: 0, most: 0 },
    minimumRounds: 1,
    sustainedBudget: 10,
    answers: false,
    timeout: 60_000,
  },
  quick: {
    forks: 5,
    suiteForks: 3,
    countForks: 1,
    sustainedForks: 3,
    mostForks: 12,
    precision: 0.03,
    caseBudget: 5000,
    suiteShare: 600,
    timesCount: true,
    countsObjects: true,
    counting: { whether: 20, howMuch: 150 },
    budget: 40,
    quietBudget: 40,
    cycle: 2,
    minimumSamples: 10,
    warmUp: { patience: 25, most: 150 },
    minimumRounds: 3,
    sustainedBudget: 250,
    answers: true,
    timeout: 60_000,
  },
  full: {
    forks: 5,
    suiteForks: 4,
    countForks: 2,
    sustainedForks: 3,
    mostForks: 16,
    precision: 0.02,
    caseBudget: 24_000,
    suiteShare: 3000,
    timesCount: true,
    countsObjects: true,
    counting: { whether: 20, howMuch: 150 },
    budget: 200,
    quietBudget: 150,
    cycle: 5,
    minimumSamples: 20,
    warmUp: { patience: 40, most: 300 },
    minimumRounds: 2,
    sustainedBudget: 10_000,
    answers: true,
    timeout: 300_000,
  },
};
