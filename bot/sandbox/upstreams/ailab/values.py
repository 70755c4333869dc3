"""The values that the vendor's pages list."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HAIR_COLOURS = _names(
    """
    blonde platinumBlonde brown lightBrown blue lightBlue purple lightPurple pink black white grey silver red
    orange green gradient multicolored darkBlue burgundy darkGreen
    """
)
_MEN = _names(
    """
    BuzzCut UnderCut Pompadour SlickBack CurlyShag WavyShag FauxHawk Spiky CombOver HighTightFade ManBun Afro
    LowFade UndercutLongHair TwoBlockHaircut TexturedFringe BluntBowlCut LongWavyCurtainBangs MessyTousled
    CornrowBraids LongHairTiedUp Middle-parted ManGreased WavyMiddlePart Natural_Side-Part Wolf_Crop
    Wind-Tousled_Crop Side-Parted_Textured FluffyMiddlePart FreshSide-Parted Smooth_Crop Korean_Wavy_Crop
    Comma_Hair Side-Part_Crop Natural_Middle_Part Chestnut ChoppyBangs StructuredWavyShag TinfoilPerm
    """
)
_WOMEN = _names(
    """
    ShortPixieWithShavedSides ShortNeatBob DoubleBun Updo Spiked bowlCut Chignon PixieCut SlickedBack LongCurly
    CurlyBob StackedCurlsInShortBob SidePartCombOverHairstyleWithHighFade WavyFrenchBobVibesfrom1920 BobCut
    ShortTwintails ShortCurlyPixie LongStraight LongWavy FishtailBraid TwinBraids Ponytail Dreadlocks Cornrows
    ShoulderLengthHair LooseCurlyAfro LongTwintails LongHimeCut BoxBraids Layered_Waves Side_Flip_Perm
    Textured_Crop Mushroom_Curl Vintage_Curls Magic_Perm Side-Parted_Waves Fluffy_Short Smooth_Inward_Bob
    Neat_Short Natural_Short Chic_Tapered_Bob Edgy_Textured_Pixie Elegant_Wavy_Crop Chic_Wavy_Pixie
    Elegant_Side_Wave Soft_Layered_Curl Executive_Pixie Curved_Chic_Bob Airy_Short_Curls Playful_Curly_Bob
    Playful_Wavy_Bob Elegant_Soft_Curl Elegant_Smooth_Bob Retro_Airy_Curl Soft_Wavy_Bob Light_Inward_Bob
    Neat_Curly_Crop_Cut Elegant_Volumized_Bob Modern_Curls_Chic Mocha_Volume_Pixie Elegant_Side_Flow
    ClassicWavyBob Fluffy_Pixie_Cut FrenchBangs JapaneseShort MediumLongLayered
    """
)
_NUMBERED = {f"male_hairstyle_{number:04d}" for number in range(1, 63)} | {
    f"female_hairstyle_{number:04d}" for number in range(1, 74)
}
HAIR_STYLES = _MEN | _WOMEN | _NUMBERED
"""101 for men, 139 for women."""
BEARDS = _names(
    """
    FullBeardClassic CorporateBeard Garibaldi Verdi FullBeardTapered VanDyke Bandholz VanDykeRefined Goatee
    ExtendedGoatee Balbo AnchorBeardClean DucktailBeardPointed AnchorBeardFull DucktailBeardFull HeavyStubble
    ChevronMoustache HandlebarMoustache ImperialMoustache CircleBeard ChinStrap MuttonChops SoulPatch
    PetiteGoatee
    """
)
EXPRESSIONS = _names(
    """
    natural_smile bright_laugh sweet_smile happy_surprise proud_smirk laughing_with_tears crazy_happy_face
    overjoyed_screaming_laugh slight_annoyance angry_stare gritted_teeth_anger furious_shout cold_glare
    cartoon_rage_face angry_puffed_cheeks villain_angry_smirk downcast_sadness wronged_near_tears
    tearful_sadness heartbroken_breakdown silent_grief big_crying_face puppy_eyes_sad fake_crying_funny
    tongue_out_playful wink_cute silly_face mischievous_smirk exaggerated_surprised_face cross_eyed_silly_face
    one_eye_squint_funny duck_face_funny crazy_tongue_face slight_surprise shocked_open_mouth disbelief
    fearful_surprise jaw_drop_surprise cartoon_shocked_face speechless_shock nervous_fear terrified_expression
    timid_withdrawal panic_breakdown screaming_fear_face frozen_in_fear panic_wide_eyes mild_dislike
    strong_aversion nauseated_disgust eye_roll_disgust extreme_disgust_face grossed_out_face dramatic_eye_roll
    shy_smile blushing_shyness awkward_forced_smile socially_embarrassed over_shy_blushing_face
    awkward_sweat_smile embarrassed_cover_mouth confident_smile dominant_gaze cold_cool_expression
    victorious_pride super_confident_smirk bossy_cool_face winning_smug_face slight_confusion frowning_thought
    not_understanding suspicious_look confused_tilted_face what_are_you_doing_face brain_loading_face
    tired_blank_eyes helpless_expression awkward_silence sleepy_yawn dead_inside_face exhausted_melting_face
    speechless_blank_stare charming_smile flirty_eyebrow_raise soft_lip_bite dreamy_gaze playful_seductive_smirk
    wink_flirty_face dramatic_lip_bite gentle_gaze fond_smile sweet_pouting_affection deep_affectionate_gaze
    heart_eyes_expression overly_sweet_affection clingy_cute_pout cold_contempt sarcastic_sneer dismissive_pout
    in_control_expression extreme_smug_face mocking_laugh_face looking_down_contempt soft_cute_smile cute_pout
    innocent_big_eyes expectant_sparkling_eyes super_cute_pouting_face sparkling_eyes_cute
    baby_like_innocent_face frowning_in_pain holding_back_tears crying_breakdown repressed_exhaustion
    dramatic_pain_face holding_back_scream overwhelmed_breakdown_face
    """
)
PORTRAIT_CARTOONS = _names(
    """
    jpcartoon anime claborate hongkong comic animation3d handdrawn sketch full artstyle classic_cartoon
    tccartoon hkcartoon 3d_cartoon pixar pixar_plus angel angel_plus demon ukiyoe_cartoon amcartoon 3d 3d_game
    head
    """
)
PAINTINGS = _names("cartoon pencil color_pencil warm wave lavender mononoke scream gothic")
BASIC_EXPRESSIONS = _names("10 11 12 13 14 15 16 100")
_OLD_CARTOONS = {"boy": 28, "boys": 2, "girl": 28, "girls": 4, "people": 3, "pet": 3, "scene": 6}
OLD_CARTOONS = frozenset({"default"} | {f"{kind}-{n}" for kind, many in _OLD_CARTOONS.items() for n in range(many)})
"""Styles of the cartoon generator before its version 2.0.0."""
RATIOS = ("auto", "1:1", "3:4", "4:3", "9:16", "16:9")
PAPER_RATIOS = ("auto", "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
