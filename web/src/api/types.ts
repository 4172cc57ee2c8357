import type { components } from './schema'

type Schemas = components['schemas']
export type ArmView = Schemas['ArmView']
export type CurveView = Schemas['CurveView']
export type DecisionView = Schemas['DecisionView']
export type EventView = Schemas['EventView']
export type FillView = Schemas['FillView']
export type ForecasterView = Schemas['ForecasterView']
export type ForecastView = Schemas['ForecastView']
export type HorizonForecastView = Schemas['HorizonForecastView']
export type InterferenceView = Schemas['InterferenceView']
export type LeaderboardView = Schemas['LeaderboardView']
export type MarketView = Schemas['MarketView']
export type OrderView = Schemas['OrderView']
export type PositionView = Schemas['PositionView']
export type StatusView = Schemas['StatusView']
export type VerdictView = Schemas['VerdictView']
export type CommandAnswer = Schemas['CommandAnswer']

/** What each topic of the live hub carries. */
export interface Topics {
  status: StatusView
  markets: MarketView[]
  arms: ArmView[]
  positions: PositionView[]
  orders: OrderView[]
  leaderboard: LeaderboardView[]
  forecaster: ForecasterView
  verdict: VerdictView
  latestDecisions: DecisionView[]
  decisions: DecisionView[]
  fills: FillView[]
  events: EventView[]
  interference: InterferenceView[]
}

export type TopicName = keyof Topics

/** A message of the hub (see TopicUpdate.cs): sequence counts a topic's updates, asOf is the engine's moment. */
export interface TopicUpdate {
  topic: string
  sequence: number
  asOf: string | null
  isSnapshot: boolean
  data: unknown
}
