/**
 * `quorate/histories`: whether what concurrent clients saw of an object is what one client after the other would have seen.
 *
 * @module
 */
export {
  type CheckOptions,
  checkHistory,
  type Effective,
  type Linearizable,
  type NotLinearizable,
  type Verdict,
} from "./check.ts";
export { explain } from "./explain.ts";
export { type AnsweredCall, type Call, type History, isAnswered, type Returned } from "./history.ts";
export {
  type ByKey,
  type CompareAndSetOperation,
  type CounterOperation,
  counterObject,
  type RegisterOperation,
  registerObject,
  type StoreOperation,
  storeObject,
} from "./objects.ts";
export { pictureOf } from "./picture.ts";
export type { Applied, SequentialObject } from "./sequential-object.ts";
