// Groups of States that negotiate as one, as a ready list. `members` is given where it is public, small and stable;
// an empty list says nothing about who belongs. Being a member gives no right to write for the group.
import type { Principal } from '../ids.ts'
import type { Party } from './members.ts'

export interface Group extends Party {
  readonly members: readonly Principal[]
}

const codes = (list: string): Principal[] => list.split(' ')

export const GROUPS: readonly Group[] = [
  {
    code: 'EU',
    name: 'European Union',
    aliases: ['EU and its Member States', 'EU27'],
    members: codes('AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE'),
  },
  // 134 States, and the list is not the same in every process.
  { code: 'G77', name: 'Group of 77 and China', aliases: ['G77 and China', 'G-77'], members: [] },
  {
    code: 'AGN',
    name: 'African Group',
    aliases: ['African Group of Negotiators'],
    members: codes(
      'DZA AGO BEN BWA BFA BDI CPV CMR CAF TCD COM COG CIV COD DJI EGY GNQ ERI SWZ ETH GAB GMB GHA GIN GNB KEN LSO LBR LBY MDG MWI MLI MRT MUS MAR MOZ NAM NER NGA RWA STP SEN SYC SLE SOM ZAF SSD SDN TGO TUN UGA TZA ZMB ZWE',
    ),
  },
  // With the Cook Islands and Niue, which are not Members of the United Nations.
  {
    code: 'AOSIS',
    name: 'Alliance of Small Island States',
    aliases: ['Small Island States'],
    members: codes(
      'ATG BHS BRB BLZ CPV COM COK CUB DMA DOM FJI FSM GRD GNB GUY HTI JAM KIR MDV MHL MUS NRU NIU PLW PNG WSM STP SGP SYC SLB KNA LCA VCT SUR TLS TON TTO TUV VUT',
    ),
  },
  // States graduate from this list every few years.
  { code: 'LDC', name: 'Least Developed Countries', aliases: ['LDCs'], members: [] },
  {
    code: 'LLDC',
    name: 'Landlocked Developing Countries',
    aliases: ['LLDCs'],
    members: codes(
      'AFG ARM AZE BTN BOL BWA BFA BDI CAF TCD SWZ ETH KAZ KGZ LAO LSO MWI MLI MNG NPL NER MKD PRY MDA RWA SSD TJK TKM UGA UZB ZMB ZWE',
    ),
  },
  {
    code: 'ARAB',
    name: 'Arab Group',
    aliases: ['Group of Arab States', 'League of Arab States'],
    members: codes('DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM'),
  },
  { code: 'AILAC', name: 'Independent Association of Latin America and the Caribbean', aliases: [], members: [] },
  { code: 'GRULAC', name: 'Latin American and Caribbean Group', aliases: [], members: [] },
  { code: 'CARICOM', name: 'Caribbean Community', aliases: [], members: [] },
  { code: 'ASEAN', name: 'Association of Southeast Asian Nations', aliases: [], members: [] },
  { code: 'EIG', name: 'Environmental Integrity Group', aliases: [], members: codes('CHE GEO KOR LIE MCO MEX') },
  { code: 'CANZ', name: 'Canada, Australia and New Zealand', aliases: [], members: codes('CAN AUS NZL') },
  { code: 'UMBRELLA', name: 'Umbrella Group', aliases: [], members: [] },
  { code: 'LMDC', name: 'Like-Minded Developing Countries', aliases: [], members: [] },
]
