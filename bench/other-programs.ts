/** The environment that another program is measured in: without what Overread's own start has put into it. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const plain = { ...process.env };
  delete plain["GLIBC_TUNABLES"];
  return plain;
}
