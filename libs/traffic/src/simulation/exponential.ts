const halvings = 10;
const terms = 8;

/**
 * e to the power of `x`, for |x| up to 50, to twelve digits: by sums and products alone, which every machine rounds
 * alike, as it does not Math.exp.
 */
export function exponential(x: number): number {
  const small = x / 2 ** halvings;
  let sum = 1;
  for (let term = terms; term >= 1; term--) sum = 1 + (small / term) * sum;
  for (let doubling = 0; doubling < halvings; doubling++) sum *= sum;
  return sum;
}
