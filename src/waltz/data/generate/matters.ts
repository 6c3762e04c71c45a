import type { Matter } from "./scene.js";

/** What may be asked at every house. */
export const MATTERS: readonly Matter[] = [
  {
    topic: "when the house opens",
    told: "{house} opens at {time}.",
    questions: [
      "When does {house} open?",
      "From what hour on can I come to {house}?",
      "At what time are the doors of {house} unlocked?",
    ],
    answers: [
      "{house} opens at {time}.",
      "The doors of {house} open at {time} sharp.",
      "You can come in from {time} on; that is when {house} opens.",
    ],
  },
  {
    topic: "on which day the house is closed",
    told: "{house} is closed on {day}s.",
    questions: [
      "On which day is {house} closed?",
      "Is there a day on which I find {house} shut?",
      "I would like to visit {house} this week: which day is its day off?",
    ],
    answers: [
      "{house} is closed on {day}s and open on all other days.",
      "Any day will do except {day}: then {house} stays shut.",
      "{day} is the day off at {house}.",
    ],
  },
  {
    topic: "what it costs to come in",
    told: "To come in costs {coins} coins.",
    questions: [
      "What does it cost to come into {house}?",
      "How many coins should I bring to get into {house}?",
      "Is {house} free, or do you charge for it?",
    ],
    answers: [
      "To come into {house} costs {coins} coins.",
      "Bring {coins} coins a head, and {house} is yours for the day.",
      "We charge {coins} coins at the door of {house}.",
    ],
  },
  {
    topic: "where coats are left",
    told: "Coats and bags are left {side}.",
    questions: [
      "Where do I leave my coat at {house}?",
      "My bag is heavy: where at {house} can I put it down?",
      "Where does {house} keep the things of its visitors?",
    ],
    answers: [
      "Coats and bags are left {side} at {house}.",
      "Put your things down {side}; somebody from {house} looks after them.",
      "You find the place for coats {side}.",
    ],
  },
  {
    topic: "what there is to eat",
    told: "Today's dish is {food}.",
    questions: [
      "What is there to eat at {house} today?",
      "We come to {house} hungry: what is today's dish?",
      "What does the kitchen of {house} serve?",
    ],
    answers: [
      "Today the kitchen of {house} serves {food}.",
      "There is {food} today, as long as the pot is not empty.",
      "The dish of the day at {house} is {food}.",
    ],
  },
  {
    topic: "what to bring",
    told: "Visitors bring {gear}.",
    questions: [
      "What should I bring to {house}?",
      "I am packing for {house}: what will I need?",
      "Is there anything that visitors of {house} have to have with them?",
    ],
    answers: [
      "Please bring {gear}; {house} has everything else.",
      "All you need at {house} is {gear}.",
      "Visitors of {house} bring {gear}, and a good mood.",
    ],
  },
  {
    topic: "how long a tour takes",
    told: "A tour takes {minutes} minutes.",
    questions: [
      "How long does a tour of {house} take?",
      "I have to catch a ferry: how many minutes should I plan for {house}?",
      "Is a tour of {house} a matter of minutes or of hours?",
    ],
    answers: [
      "A tour of {house} takes {minutes} minutes.",
      "Plan {minutes} minutes for the tour of {house}.",
      "It is {minutes} minutes from the first room of {house} to the last.",
    ],
  },
  {
    topic: "when the choir sings",
    told: "The choir sings on {day} at {time}.",
    questions: [
      "When does the choir sing at {house}?",
      "I came to {house} for the choir: when can I hear it?",
      "On which day and at what hour is there singing at {house}?",
    ],
    answers: [
      "The choir of {house} sings on {day} at {time}.",
      "Come on {day} at {time}, then you hear the choir of {house}.",
      "There is singing at {house} every {day}, from {time} on.",
    ],
  },
  {
    topic: "how many seats there are",
    told: "There are {count} seats.",
    questions: [
      "How many seats does {house} have?",
      "We are a large party: how many of us can sit down at {house}?",
      "Is {house} large? I mean, how many chairs are there?",
    ],
    answers: [
      "{house} has {count} seats.",
      "There are {count} seats at {house}, and standing is free.",
      "Up to {count} people can sit down at {house}.",
    ],
  },
  {
    topic: "where the next coach leaves",
    told: "Coaches to town leave {stop} at {time}.",
    questions: [
      "How do I get from {house} back to town?",
      "Where and when does the coach from {house} leave?",
      "Is there a ride to town from {house} today?",
    ],
    answers: [
      "The coach from {house} to town leaves {stop} at {time}.",
      "Be {stop} at {time}: that is where the coach from {house} stops.",
      "There is a coach from {house} at {time}; it waits {stop}.",
    ],
  },
];
