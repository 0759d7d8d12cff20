/** The Nx plugin `ndr`; its generators are listed in generators.json. */
export const name = 'ndr';
