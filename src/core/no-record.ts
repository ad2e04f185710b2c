/**
 * What a role has on disk that has no disk.
 *
 * @module
 */

/** The record part of such a role's description. */
export interface NoRecord {
  readonly none: null;
  readonly of: () => null;
  readonly is: (candidate: unknown) => candidate is null;
  readonly isSame: () => boolean;
}

/** It has no disk. */
export const noRecord: NoRecord = {
  none: null,
  of: () => null,
  is: (candidate) => candidate === null,
  isSame: () => true,
};
