const form = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[^:@]+)/;

/** ARN of the repository of an image in ECR; undefined for an image that lies elsewhere. */
export function imageRepository(image: unknown, partition: string): string | undefined {
  const { account, region, repository } = form.exec(String(image))?.groups ?? {};
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
}
