import { cataloguePage } from './catalogue-page';
import { datasetsPage } from './datasets-page';
import type { Derivation } from '../model/derivation';
import { datasetsOf, pipelinesOf } from '../model/exported-definitions';

/** The `catalogue`, which says who writes what and who reads it, and the page of all `columns`. */
const catalogue: Derivation = (exported) => ({
  catalogue: cataloguePage(pipelinesOf(exported), datasetsOf(exported)),
  columns: datasetsPage(datasetsOf(exported)),
});
export default catalogue;
