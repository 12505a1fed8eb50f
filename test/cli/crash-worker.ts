/** Imported by way of NODE_OPTIONS into every process of a run: workers end as soon as they start. */
if (process.argv[1]?.includes('workers')) process.exit(9);
