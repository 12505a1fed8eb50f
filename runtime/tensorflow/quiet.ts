/**
 * How a Node process is started that loads TensorFlow, so that neither the library's log lines nor Node's
 * warning about a function that `@tensorflow/tfjs-node` still calls reach the user. Both are read when the
 * process starts, so they cannot be set from inside it.
 */
export const quietArguments: readonly string[] = ['--disable-warning=DEP0051'];
export const quietEnvironment: Readonly<Record<string, string>> = { TF_CPP_MIN_LOG_LEVEL: '2' };
