/** How a transaction ends, as its users are told. */
export type Outcome = "committed" | "aborted";
