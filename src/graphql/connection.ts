import { Max, Min } from "class-validator";
import { ArgsType, Field, Int, ObjectType, type ClassType } from "type-graphql";
import type { Page, PageRequest } from "../shared/page";

@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether rows follow after this page." })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: "Pass as `after` for the next page; null on an empty page." })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Min(1)
  @Max(500)
  @Field(() => Int, { defaultValue: 50, description: "Rows at most, 1–500." })
  first!: number;

  @Field(() => String, { nullable: true, description: "Cursor of the last row seen; absent: from the beginning." })
  after?: string | null;
}

/** The page that the arguments ask for. At the API cursors are sealed (sealed-cursors.ts); at the shell one that nobody gave out leads to some place in the list. */
export function pageOf({ first, after }: PageArgs): PageRequest {
  // PostgreSQL takes no NUL; no key holds one.
  return { first, after: after == null ? null : keyOf(after).replaceAll("\0", "") };
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** Declares the Relay connection of a GraphQL type; export what it returns as `<Name>Connection`. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in the list.` })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: "Its place in the list." })
    cursor!: string;

    @Field(() => node, { description: "The row." })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { description: "The rows of this page, in order." })
    edges!: EdgeType[];

    @Field(() => PageInfo, { description: "Where this page stands." })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: "Rows in the whole list." })
    totalCount!: number;
  }
  return ConnectionType;
}

/** The key that a cursor hides. */
export function keyOf(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString("utf8");
}

export function toConnection<R, T>(page: Page<R>, key: (row: R) => string, toNode: (row: R) => T): Connection<T> {
  const edges = page.rows.map((row) => ({ cursor: Buffer.from(key(row)).toString("base64url"), node: toNode(row) }));
  return { edges, pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: page.totalCount };
}
