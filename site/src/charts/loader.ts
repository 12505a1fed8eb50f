const refuse = () => Promise.reject(new Error('charts load nothing'));

/** Vega's loader for charts that fetch nothing and lead nowhere, whatever their specification says. */
export const refuseToLoad = {
  options: {},
  load: refuse,
  http: refuse,
  file: refuse,
  sanitize: () => Promise.resolve({}),
};
