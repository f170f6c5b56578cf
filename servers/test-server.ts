import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder, type Installer, installed } from './cache.ts';
import { officialDownload } from './download.ts';
import { ProgramUnavailable } from './errors.ts';
import { type Environment, findProgram, isProgram, run } from './programs.ts';
import { type Progress, telling } from './progress.ts';

/** Version of Temporal's Java SDK, of which the test server is a part. */
const VERSION = '1.38.0';
/** The logging interface that this version uses; its silent half is added, else it writes a warning at every start. */
const SLF4J_VERSION = '1.7.36';
const MAVEN_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const PROGRAM = 'temporal-test-server';

export interface TestServerSearch {
  env?: Environment;
  /** Ways to get it where it is not in the cache. */
  installers?: readonly Installer[];
}

/**
 * The path of the time-skipping test server, for
 * `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`: the one
 * that TEMPORAL_TEST_SERVER names, else from the project's cache, which the official download fills, or else Maven
 * Central (needs Java to run). Throws `ProgramUnavailable`.
 */
export async function findTestServer(progress: Progress, search: TestServerSearch = {}): Promise<string> {
  const env = search.env ?? process.env;
  if (env.TEMPORAL_TEST_SERVER) return named(env.TEMPORAL_TEST_SERVER);
  const folder = await installed({
    cache: cacheFolder(env),
    entry: `temporal-test-server-${VERSION}`,
    title: "Temporal's test server",
    installers: search.installers ?? [
      officialDownload({ artifact: PROGRAM, version: VERSION, program: PROGRAM, title: "Temporal's test server" }, env),
      mavenCentral(env),
    ],
    choices: 'install Java and Maven, or set TEMPORAL_TEST_SERVER to the path of a test server',
    progress,
  });
  return join(folder, PROGRAM);
}

async function named(path: string): Promise<string> {
  if (await isProgram(path)) return resolve(path);
  throw new ProgramUnavailable(
    `TEMPORAL_TEST_SERVER names ${path}, which is not a program: correct it, or unset it to have one installed.`,
  );
}

/** Fetches the server as Java archives with Maven, and writes a launcher beside them. */
export function mavenCentral(env: Environment): Installer {
  return {
    name: 'Maven Central',
    async install(folder, progress) {
      if (!(await javaIsThere(env))) throw new Error('Java is not installed');
      const maven = await findProgram('mvn', env);
      // The archives have some forty dependencies, so that fetching them by hand would be a second Maven.
      if (maven === null) throw new Error('Maven is not installed');
      const project = join(folder, 'pom.xml');
      await writeFile(project, POM);
      await mkdir(join(folder, 'lib'));
      const goal = `${MAVEN_PLUGIN}:copy-dependencies`;
      const settings = ['-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'lib')}`];
      await telling(progress, "Fetching Temporal's test server from Maven Central, once", () =>
        run(maven, ['-B', '-q', '-f', project, goal, ...settings], { cwd: folder, env }),
      );
      await rm(project);
      await writeFile(join(folder, PROGRAM), LAUNCHER);
      await chmod(join(folder, PROGRAM), 0o755);
    },
  };
}

async function javaIsThere(env: Environment): Promise<boolean> {
  if (env.JAVA_HOME) return isProgram(join(env.JAVA_HOME, 'bin', 'java'));
  return (await findProgram('java', env)) !== null;
}

/** Finds its archives beside itself, so that the folder can move. Flags: a server that starts fast and stays small. */
const LAUNCHER = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
  -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>incassoladder</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>${SLF4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
