//! Reports in one form of two events are no retelling, and one event told twice is.

use super::*;

/// Two events on one subject, in much the same words.
const OTHER_EVENTS: [[&str; 2]; 3] = [
    [
        "A magnitude 5.8 earthquake struck the northern coast of Velland on Monday, the National Geological \
    Institute said. The quake hit at 6:42 a.m. local time at a depth of 12 kilometres, about 40 \
    kilometres east of the town of Korvik. There were no immediate reports of casualties or damage. \
    Residents ran into the streets as buildings shook. The tremor was felt as far away as the capital, \
    Strand. Velland lies on a fault line and is often hit by earthquakes.",
        "A magnitude 6.3 earthquake struck the southern highlands of Morania on Sunday, the Seismological \
    Survey said. The quake hit at 11:15 p.m. local time at a depth of 31 kilometres, about 75 kilometres \
    west of the city of Albaro. There were no immediate reports of casualties or damage. Residents ran \
    into the streets as buildings shook. The tremor was felt as far away as the port of Senna. Morania \
    lies on a fault line and is often hit by earthquakes.",
    ],
    [
        "A magnitude 5.8 earthquake struck the northern coast of Velland on Monday, the National Geological \
    Institute said. The quake hit at 6:42 a.m. local time at a depth of 12 kilometres, about 40 \
    kilometres east of the town of Korvik. There were no immediate reports of casualties or damage. The \
    tremor was felt as far away as the capital, Strand. Velland lies on a fault line and is often hit by \
    earthquakes.",
        "A magnitude 4.9 earthquake struck the northern coast of Velland on Friday, the National Geological \
    Institute said. The quake hit at 11:15 p.m. local time at a depth of 33 kilometres, about 85 \
    kilometres north of the town of Senning. There were no immediate reports of casualties or damage. \
    The tremor was felt as far away as Alborg. Velland lies on a fault line and is often hit by \
    earthquakes.",
    ],
    [
        "Unemployment in Ostland fell to 5.2 percent in May from 5.4 percent in April, the statistics office \
    said on Tuesday. The number of people out of work fell by 6,100 to 141,000. Employment in \
    construction rose by 2,300 while factories shed 900 jobs. Economists had expected a rate of 5.3 \
    percent. Labour minister Greta Holm said the figures showed that the recovery had reached the labour \
    market.",
        "Unemployment in Ostland rose to 5.6 percent in November from 5.3 percent in October, the statistics \
    office said on Friday. The number of people out of work rose by 8,700 to 152,000. Employment in \
    construction fell by 3,800 while factories added 400 jobs. Economists had expected a rate of 5.4 \
    percent. Labour minister Greta Holm said the figures showed that the winter had reached the labour \
    market.",
    ],
];

/// One event, told by two.
const ONE_EVENT: [[&str; 2]; 4] = [
    [
        "A magnitude 5.8 earthquake struck the northern coast of Velland on Monday, the National Geological \
    Institute said. The quake hit at 6:42 a.m. local time at a depth of 12 kilometres, about 40 \
    kilometres east of the town of Korvik. There were no immediate reports of casualties or damage. \
    Residents ran into the streets as buildings shook. The tremor was felt as far away as the capital, \
    Strand.",
        "People in Korvik fled into the streets early on Monday when a quake of magnitude 5.8 shook buildings \
    along Velland's northern coast. According to the National Geological Institute it hit some 40 \
    kilometres east of the town, at a depth of 12 kilometres. Even in Strand, the capital, the tremor \
    was felt. Nobody was reported hurt at first, and no damage was known.",
    ],
    [
        "A court in Halden sentenced former mayor Karl Ennis to four years in prison on Monday for taking \
    bribes from a building firm. Judges found that Ennis had accepted 220,000 crowns in exchange for \
    contracts to repair schools. Prosecutors had asked for a sentence of six years. Ennis, 61, denied \
    the charges and his lawyer said he would appeal.",
        "Karl Ennis, once mayor of Halden, has to go to prison for four years. For contracts to repair \
    schools he accepted bribes of 220,000 crowns from a building firm, the judges found on Monday. The \
    sentence is two years shorter than prosecutors had asked for. His lawyer announced that Ennis, who \
    is 61 and denied the charges, would appeal.",
    ],
    [
        "At least 14 people were killed and 30 injured when a bus plunged into a ravine in the Tarran \
    mountains on Friday, police said. The bus was carrying pilgrims from Oster to the shrine at Miral \
    when the driver lost control on a sharp bend. Rescuers pulled survivors from the wreckage through \
    the night. The injured were taken to the hospital in Dalen, some of them in critical condition.",
        "A bus with pilgrims on their way from Oster to Miral left the road at a sharp bend in the Tarran \
    mountains and plunged into a ravine, killing 14 people at least. The driver had lost control on \
    Friday, police said. Thirty others were injured; in the hospital at Dalen some are in a critical \
    condition. All night rescuers pulled survivors from the wreckage.",
    ],
    [
        "Shares in Tokenwerk fell 4.2 percent on Thursday after the chip maker reported third-quarter profit \
    below analysts' expectations. Net profit fell to 310 million crowns from 402 million a year earlier, \
    the company said in a statement. Chief executive Hanna Brod said demand for sensors had weakened in \
    the second half of the year. The company cut its forecast for the full year and said it would \
    eliminate 600 jobs.",
        "Chip maker Tokenwerk is to eliminate 600 jobs after profit in the third quarter came in below what \
    analysts expected. Its shares lost 4.2 percent on Thursday. In the second half of the year demand \
    for sensors weakened, said Hanna Brod, the chief executive, who cut the forecast for the year. The \
    profit was 310 million crowns, after 402 million in the same quarter a year earlier.",
    ],
];

/// The tokens of the first that are said to retell the second, and the other way round.
fn retold([first, second]: [&str; 2]) -> [usize; 2] {
    let reuse = reuse_of(&corpus([first, second]));
    [reuse.score(0, 1).rewritten_tokens, reuse.score(1, 0).rewritten_tokens]
}

#[test]
fn the_same_form_with_other_names_and_numbers_retells_nothing() {
    for reports in OTHER_EVENTS {
        assert_eq!(retold(reports), [0, 0], "{}", reports[0]);
    }
}

#[test]
fn one_event_told_by_two_is_found_both_ways() {
    for reports in ONE_EVENT {
        assert!(retold(reports).iter().all(|&tokens| tokens > 30), "{} {:?}", reports[0], retold(reports));
    }
}
